/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.socketiospring.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

/**
 * Makes leak detectors that keep what they find, instead of only logging it.
 */
class LeakRecorder extends ResourceLeakDetectorFactory {

	private final List<RecordingDetector<?>> detectors = new CopyOnWriteArrayList<>();

	private final List<String> leaks = new CopyOnWriteArrayList<>();

	@Override
	@Deprecated
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
			long maxActive) {
		return newResourceLeakDetector(resource, samplingInterval);
	}

	@Override
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
		RecordingDetector<T> detector = new RecordingDetector<>(resource, samplingInterval);
		this.detectors.add(detector);
		return detector;
	}

	/**
	 * Whether anything that can leak has been loaded.
	 * @return true as soon as a detector was made
	 */
	boolean isUsed() {
		return !this.detectors.isEmpty();
	}

	/**
	 * Makes every detector look for what was garbage collected without having been
	 * released: they do so only when something new is tracked.
	 */
	void poll() {
		this.detectors.forEach(RecordingDetector::poll);
	}

	/**
	 * Takes the leaks that were found since the last call.
	 * @return a text for each, with the places where the resource was touched
	 */
	List<String> drain() {
		List<String> found = List.copyOf(this.leaks);
		this.leaks.removeAll(found);
		return found;
	}

	private final class RecordingDetector<T> extends ResourceLeakDetector<T> {

		RecordingDetector(Class<T> resource, int samplingInterval) {
			super(resource, samplingInterval);
		}

		@SuppressWarnings("unchecked")
		void poll() {
			T probe = (T) new Object();
			ResourceLeakTracker<T> tracker = track(probe);
			if (tracker != null) {
				tracker.close(probe);
			}
		}

		@Override
		protected boolean needReport() {
			return true;
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			LeakRecorder.this.leaks.add(resourceType + " was not released." + records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			LeakRecorder.this.leaks.add(resourceType + " was not released.");
		}

	}

}
